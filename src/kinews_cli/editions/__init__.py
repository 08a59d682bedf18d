"""An issue in one language, as files: JSON for programs, Markdown for readers."""
