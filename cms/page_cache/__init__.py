"""Public pages, kept whole in the memory of each process, and thrown away when anything changes that a page shows.

middleware   answers visitors without a session from the store; keeps what may be kept
store        the kept pages of this process
changes      one number in the database that every change raises, and how fresh a process must know it
watch        tells `changes` about every saved row that a page might show
remembered   the few things that every page asks, as fresh as the kept pages
public       how a view or a page type says what it depends on
"""
