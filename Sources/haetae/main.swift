print("haetae")
