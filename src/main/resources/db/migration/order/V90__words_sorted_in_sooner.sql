-- The index of words keeps what is new in a list, until somebody's step finds the list full and sorts it in. With four megabytes, which
-- is what the database takes where nothing is said, that step waited a quarter of a second; with 256 kB some hundredths, and whoever
-- looks for words reads less that is not sorted yet.
alter index order_text_by_words set (gin_pending_list_limit = 256);
