"""What placeholders stand for in tests."""

VALUES = {
    "naam": "Zoë <b>",
    "titel": "Goed & wel",
    "nummer": "VA-2026-0001",
    "persoonlijke_link": "https://vakwerk.example/inschrijving/abc/",
}
