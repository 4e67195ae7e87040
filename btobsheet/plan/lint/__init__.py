"""The lint of the plan itself: the method's cautions and what else goes wrong."""
