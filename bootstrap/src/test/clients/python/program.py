"""What a program does with the generated Python client."""

import json
import os

import crier_client as crier

PNG = "data:image/png;base64,iVBORw0KGgo="

session, to = os.environ["CRIER_SESSION"], "+966501234567"
configuration = crier.Configuration(host=os.environ["CRIER_URL"], access_token=os.environ["CRIER_KEY"])
client = crier.ApiClient(configuration)
messages = crier.MessagesApi(client)


def text(body):
    return crier.SendMessage(crier.SendText(type="text", sessionId=session, to=to, body=body))


print("text", messages.send_message(text("أهلا 🦅"), prefer="wait=15").body)
image = crier.SendImage(type="image", sessionId=session, to=to, data=PNG)
print("image", messages.send_message(crier.SendMessage(image)).media.mime_type)

page = messages.list_messages(limit=1)
listed = list(page.items)
while page.next_cursor:
    page = messages.list_messages(limit=1, cursor=page.next_cursor)
    listed += page.items
print("listed", *(message.type for message in listed))

try:
    messages.send_message(text("\0"))
except crier.ApiException as failure:
    print("problem", failure.status, crier.Problem.from_json(failure.body).code.value)

webhook = crier.WebhooksApi(client).register_webhook(crier.RegisterWebhook(url="https://shop.invalid/hook"))
print("webhook", webhook.url, webhook.secret[:6])

for event in json.loads(os.environ["CRIER_EVENTS"]):
    decoded = crier.Event.from_dict(event).actual_instance
    print("event", decoded.type, decoded.timestamp.year)
