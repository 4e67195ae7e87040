"""Actions as entries of a calendar program: what they say, and how iCalendar writes them."""
