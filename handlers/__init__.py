"""What happens when a phone speaks. One feature a file; nothing here sends or stores by itself."""
