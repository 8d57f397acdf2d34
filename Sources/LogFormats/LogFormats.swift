// LogFormats
