"""Every way the data is read: functions that return frozen rows."""
