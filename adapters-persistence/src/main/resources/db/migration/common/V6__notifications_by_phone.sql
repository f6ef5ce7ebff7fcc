create index notification_by_phone on notification (account_id, number, seq);
