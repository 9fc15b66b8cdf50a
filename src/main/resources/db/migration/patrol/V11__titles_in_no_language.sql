-- The title of a report's matter is its kind, which each page puts into the reader's language.
update matter m
   set title = r.kind
  from report r
 where r.matter = m.id
   and m.state <> 'HANDED_OVER';
update notice n
   set title = r.kind
  from report r
  join matter m on m.id = r.matter
 where r.matter = n.matter
   and m.state <> 'HANDED_OVER';
