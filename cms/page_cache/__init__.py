"""Public pages, kept whole in the memory of each process, and thrown away when anything changes that a page shows.

middleware   answers visitors without a session from the store; keeps what may be kept
store        the kept pages of this process
changes      two numbers in the database that changes raise, and how fresh a process must know them
watch        tells `changes` about every saved row that a page might show
counted      what they show of counts, by which a page is kept on when a count changed and says the same
remembered   what pages are made of, as fresh as the kept pages, for as long as no content changes
public       how a view or a page type says what it depends on
"""
