"""Reads old content: files of text, HTML and Markdown, and WordPress exports. Pure: a document goes in, articles come out.

Nothing here knows the database; `cms.actions.import_document` makes pages of what comes out.
"""
