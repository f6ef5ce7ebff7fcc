create table event (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  sequence bigint not null,
  type varchar(40) not null,
  happened_at timestamp with time zone not null,
  payload varchar not null,
  unique (account_id, sequence)
);

create index event_by_age on event (happened_at);

create table webhook (
  id uuid primary key,
  version bigint not null,
  account_id uuid not null references account on delete cascade,
  url varchar(2000) not null,
  events varchar not null,
  format varchar(20) not null,
  secret bytea not null,
  previous_secret bytea,
  previous_until timestamp with time zone,
  failures integer not null,
  failing_since timestamp with time zone,
  broken_until timestamp with time zone,
  disabled varchar,
  created_at timestamp with time zone not null
);

create index webhook_by_account on webhook (account_id, id);

-- next_at is when a pending delivery is due, or when the claim of who attempts it now lapses.
create table delivery (
  id uuid primary key,
  webhook_id uuid not null,
  event_id uuid not null,
  type varchar(40) not null,
  state varchar(20) not null,
  attempts integer not null,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null
);

create index delivery_due on delivery (webhook_id, next_at);
create index delivery_by_webhook on delivery (webhook_id, id);
create index delivery_by_event on delivery (event_id);

-- After the indexes, or H2 makes more of its own.
alter table delivery add foreign key (webhook_id) references webhook on delete cascade;
alter table delivery add foreign key (event_id) references event on delete cascade;

create table delivery_attempt (
  id uuid primary key,
  delivery_id uuid not null,
  number integer not null,
  at timestamp with time zone not null,
  took_millis bigint not null,
  status_code integer,
  error varchar,
  answer varchar not null
);

create index delivery_attempt_by_delivery on delivery_attempt (delivery_id);

alter table delivery_attempt add foreign key (delivery_id) references delivery on delete cascade;
