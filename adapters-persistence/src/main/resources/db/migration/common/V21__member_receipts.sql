-- When messages to groups reached each member.
create table member_receipt (
  message_id uuid not null references message on delete cascade,
  member varchar(64) not null,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  played_at timestamp with time zone,
  primary key (message_id, member)
);
