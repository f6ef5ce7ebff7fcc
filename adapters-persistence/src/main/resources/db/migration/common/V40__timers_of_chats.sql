-- After how many seconds the messages of a chat disappear; 0 if they stay.
alter table chat add column disappearing_seconds integer default 0 not null;
