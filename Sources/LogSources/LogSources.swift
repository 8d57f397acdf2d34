// LogSources
