-- How accounts have behaved; an account without a row has done nothing wrong.
create table conduct (
  account_id uuid primary key references account on delete cascade,
  guarded boolean not null,
  offences integer not null,
  last_offence_at timestamp with time zone,
  block_reason varchar(30),
  blocked_from timestamp with time zone,
  blocked_until timestamp with time zone
);

create index conduct_by_block on conduct (blocked_until);

insert into conduct (account_id, guarded, offences)
select distinct account_id, false, 0 from api_key where operator;
