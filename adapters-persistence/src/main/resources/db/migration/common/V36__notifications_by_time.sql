-- GET /v1/statistics/alerts
create index notification_by_time on notification (account_id, created_at);
