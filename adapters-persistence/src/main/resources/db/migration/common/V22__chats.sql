-- What is known of each chat; the last message and the number of unread ones follow from the messages,
-- and are written with them, so that no list has to look for them.
create table chat (
  session_id uuid not null references session on delete cascade,
  peer varchar(64) not null,
  name varchar,
  last_message uuid not null,
  unread integer not null,
  read_through uuid,
  marked_unread boolean default false not null,
  archived boolean default false not null,
  muted boolean default false not null,
  pinned boolean default false not null,
  primary key (session_id, peer)
);

create index chat_by_last_message on chat (session_id, last_message);

-- The messages of one chat, in order.
create index message_by_peer on message (account_id, peer, id);

-- Nobody knows which of the earlier messages were read.
insert into chat (session_id, peer, last_message, unread, read_through)
select distinct on (m.session_id, m.peer) m.session_id, m.peer, m.id, 0, m.id
from message m join session s on s.id = m.session_id
where m.priority > 1 and m.type not in ('reaction', 'edit', 'deletion')
order by m.session_id, m.peer, m.id desc;
