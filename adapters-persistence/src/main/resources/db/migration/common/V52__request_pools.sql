-- What all nodes together may still let through of a rate limit; a pool without a row is full.
create table request_pool (
  bucket varchar(200) primary key,
  requests_left double precision not null,
  changed_at timestamp with time zone not null
);
