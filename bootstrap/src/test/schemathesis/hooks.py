"""How Schemathesis calls Crier, and what of its findings is excluded, each with its reason."""

import itertools
import os
import re

import schemathesis

OWN = {os.environ["CRIER_KEY"][:12], os.environ["CRIER_ACCOUNT"]}
NOBODYS = {"prefix": "crl_00000000", "keyPrefix": "crl_00000000", "id": "00000000-0000-0000-0000-000000000000"}

clients = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    # It must not lock itself out: not revoke its key, deactivate its account or change its plan.
    for name, value in (case.path_parameters or {}).items():
        if value in OWN:
            case.path_parameters[name] = NOBODYS[name]
    # The document has one example of an idempotency key; each request is one of its own.
    client = next(clients)
    if case.headers.get("Idempotency-Key") == "order-4711":
        case.headers["Idempotency-Key"] = f"order-{client}"
    # Wrong keys are throttled by address, and then answered 429 instead of 401.
    case.headers["X-Forwarded-For"] = f"10.{client >> 16 & 255}.{client >> 8 & 255}.{client & 255}"


# Valid by its schema, rejected for a reason that no schema gives.
REASONS_BEYOND_SCHEMAS = {
    "code_expired": "a phone has a code only while it waits for it",
    "invalid_account_name": "a line, not only spaces",
    "invalid_content": "the fields depend on each other",
    "invalid_cursor": "only a nextCursor is one",
    "invalid_display_name": "a line, not only spaces",
    "invalid_email": "no grammar says what an address is",
    "invalid_expiry": "in the future",
    "invalid_group": "one line, and something that changes",
    "invalid_channel": "one line, or the id or link of a channel",
    "invalid_chat_change": "something that changes",
    "invalid_label": "a label that is neither assigned nor deleted has a name, not only spaces",
    "invalid_invite": "a link or its code",
    "invalid_key_name": "a line, not only spaces",
    "invalid_keywords": "not only spaces",
    "invalid_pacing": "the fields depend on each other",
    "invalid_participants": "different people, in several notations",
    "invalid_picture": "Base64 of a JPEG or PNG",
    "invalid_profile": "something that changes, and not only spaces",
    "invalid_phone_number": "a number in use, in several notations",
    "invalid_recipient": "one of several notations",
    "invalid_send_at": "near",
    "invalid_session_name": "a line, not only spaces",
    "invalid_settings": "each engine has its own",
    "invalid_text": "not only spaces",
    "invalid_user_name": "a line, not only spaces",
    "invalid_webhook_header": "not one that HTTP or the signature needs, and in ASCII",
    "invalid_webhook_url": "absolute, and without user info",
    "invalid_x_username": "with or without @",
    "invite_expired": "only a link that is in use works",
    "not_a_person": "a number or a LID, in several notations",
    "weak_password": "not one of the first that anybody would guess",
    "media_missing": "a part of the form may replace a field of the message",
}
DETAILS_BEYOND_SCHEMAS = {
    "data is base64 of 1 to 65536 bytes": "not every text is base64",
    "after: nothing arrived from this session so named": "only the id of a submission is one",
    "message: no buttons or list from this session so named": "only the id of one that arrived is one",
    "option: the message has none with this id": "the message says which it has",
    "Last-Event-ID: expected the id of an event": "only the id of an event is one",
    "from: expected a day before to, at most 366 days": "the two depend on each other",
    "from: expected a time before to, at most 400 periods": "the two depend on each other",
    ".*: expected a whole number": "1.0 is an integer to JSON Schema",
    ".*: expected one line without control characters": "JSON has more",
    ".*: expected well-formed Unicode without NUL": "JSON has more",
    ".*: expected a time in the years 2000 to 2199": "RFC 3339 has more",
    ".*: expected a time such as 2026-01-31T09:30:00Z": "offsets of up to 18 hours",
    "at: not a time since 1970, such as .*": "RFC 3339 has more",
    "pacing.*: is required": "a change keeps what the session has, if it has that",
    "the request is malformed": "a path with an encoded control character, slash or backslash",
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    if b"CWWWC0005I" in response.content:
        return False  # Liberty's answer to a control character in a path: see docs/architecture.md
    if b"WHATSAPP_NOT_CONNECTED" in response.content or b"QR_NOT_READY" in response.content:
        return False  # wapi's 503 for a session that is not linked or has no code, as its page says
    if response.status_code == 400 and not response.content and response.request.method == "QUERY":
        return False  # Liberty does not know this method, and about once in 100 times answers so itself
    if "negative_data_rejection" in failure.checks:
        # Null means absent, because some generated clients send it. The document does not say so:
        # it would make generators wrap each optional field. In a batch each item has a result.
        return not has_null(case.body) and response.status_code != 207
    if "positive_data_acceptance" in failure.checks:
        return not is_beyond_schemas(case, response)
    if "response_schema_conformance" in failure.checks:
        # OpenAPI 3.1 describes an event stream as one string; Schemathesis expects its events.
        return case.path != "/v1/events"
    return True


def is_beyond_schemas(case, response):
    if response.status_code == 422:
        return True  # well-formed, but it cannot be done
    if case.path.startswith(("/wallawhats", "/wapi", "/wallm", "/walytic")):
        return True  # 400 stands for other statuses too, and errors have other codes or none
    if case.path.startswith("/aulm"):
        return True  # 400 stands for 422 too: a number in use, a data URI or https URL
    problem = response.json()
    return (
        problem["code"] in REASONS_BEYOND_SCHEMAS
        or any(re.fullmatch(detail, problem["detail"]) for detail in DETAILS_BEYOND_SCHEMAS)
        # The part named message is described in words.
        or case.media_type == "multipart/form-data"
    )


def has_null(value):
    if isinstance(value, dict):
        return any(has_null(item) for item in value.values())
    if isinstance(value, list):
        return any(has_null(item) for item in value)
    return value is None
