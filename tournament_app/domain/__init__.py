"""The rules of the sport: no Qt, no SQL, no clock, no dice. Dates and seeds are arguments."""
