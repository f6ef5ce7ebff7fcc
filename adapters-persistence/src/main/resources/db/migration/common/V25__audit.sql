-- Who changed what, when and from where.
create table audit_entry (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  happened_at timestamp with time zone not null,
  actor_kind varchar(10) not null,
  actor_id varchar(40) not null,
  actor_name varchar(200) not null,
  action varchar(200) not null,
  target varchar(400),
  address varchar(64) not null
);

create index audit_entry_by_account on audit_entry (account_id, id);

create index audit_entry_by_age on audit_entry (happened_at, id);

-- What authenticator apps and recovery codes prove; secrets are encrypted.
create table second_factor (
  person_id uuid primary key references person on delete cascade,
  sealed bytea not null,
  active boolean not null,
  last_step bigint not null
);
