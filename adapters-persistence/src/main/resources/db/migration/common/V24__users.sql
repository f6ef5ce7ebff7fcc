-- People who sign in. "user" is a reserved word.
create table person (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  name varchar(200) not null,
  email varchar(508) not null unique,
  role varchar(20) not null,
  password varchar(200),
  created_at timestamp with time zone not null,
  deactivated_at timestamp with time zone
);

create index person_by_account on person (account_id, id);

create table sign_in (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  token_hash varchar(64) not null unique,
  began_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  address varchar(64) not null,
  user_agent varchar(600) not null
);

create index sign_in_by_person on sign_in (person_id, id);

create table invitation (
  token_hash varchar(64) primary key,
  account_id uuid not null references account on delete cascade,
  person_id uuid references person on delete cascade,
  purpose varchar(20) not null,
  role varchar(20) not null,
  expires_at timestamp with time zone not null
);

create index invitation_by_person on invitation (person_id);
