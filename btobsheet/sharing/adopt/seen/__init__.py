"""What is seen in a plan made by hand: headings, tables, calendars, bars; what they may mean."""
