create table account (
  id uuid primary key,
  version bigint not null,
  name varchar(100) not null,
  plan varchar(20) not null,
  doubtful varchar(20) not null,
  created_at timestamp with time zone not null,
  deactivated_at timestamp with time zone
);

-- Apart from the account, so that counting a send locks no row that others refer to.
create table allowance (
  account_id uuid primary key references account on delete cascade,
  credits bigint
);

create table daily_sends (
  account_id uuid not null references account on delete cascade,
  on_day date not null,
  sends bigint not null,
  primary key (account_id, on_day)
);

create table event_counter (
  account_id uuid primary key references account on delete cascade,
  last bigint not null
);

create table api_key (
  prefix varchar(12) primary key,
  version bigint not null,
  account_id uuid not null references account on delete cascade,
  name varchar(100) not null,
  hash bytea not null,
  role varchar(20) not null,
  operator boolean not null,
  sessions varchar not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone
);

create index api_key_by_account on api_key (account_id, created_at, prefix);

create table replay (
  account_id uuid not null references account on delete cascade,
  idempotency_key varchar(255) not null,
  fingerprint varchar not null,
  status integer not null,
  body bytea not null,
  created_at timestamp with time zone not null,
  primary key (account_id, idempotency_key)
);

create index replay_by_age on replay (created_at);
