"""Files of others: registration forms, xlsx, csv, json."""
