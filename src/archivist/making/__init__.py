"""Making (制作): fixed-layout PDF, Word, spreadsheets, stamps, codes. One library, one address."""
