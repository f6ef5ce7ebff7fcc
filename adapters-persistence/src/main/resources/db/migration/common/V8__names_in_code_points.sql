-- Names are 100 code points, and H2 counts the two halves of a surrogate pair each.
alter table account alter column name set data type varchar(200);
alter table api_key alter column name set data type varchar(200);
alter table session alter column name set data type varchar(200);
alter table phone alter column display_name set data type varchar(200);
