// What a program does with the generated TypeScript client.
import {
  Configuration,
  EventFromJSON,
  MessagesApi,
  ProblemFromJSON,
  ResponseError,
  WebhooksApi,
  type Message,
  type MessagePage,
  type SendMessage,
} from "./client";

declare const process: { env: Record<string, string> };

const sessionId = process.env.CRIER_SESSION;
const to = "+966501234567";
const configuration = new Configuration({
  basePath: process.env.CRIER_URL,
  accessToken: process.env.CRIER_KEY,
});
const messages = new MessagesApi(configuration);

const text = (body: string): SendMessage => ({ type: "text", sessionId, to, body });

async function main() {
  const sent = await messages.sendMessage({ sendMessage: text("أهلا 🦅"), prefer: "wait=15" });
  console.log("text", sent.body);
  const data = "data:image/png;base64,iVBORw0KGgo=";
  const image = await messages.sendMessage({ sendMessage: { type: "image", sessionId, to, data } });
  console.log("image", image.media?.mimeType);

  const listed: Message[] = [];
  let cursor: string | undefined;
  do {
    const page: MessagePage = await messages.listMessages({ limit: 1, cursor });
    listed.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  console.log("listed", ...listed.map((message) => message.type));

  try {
    await messages.sendMessage({ sendMessage: text("\0") });
  } catch (failure) {
    if (failure instanceof ResponseError) {
      const problem = ProblemFromJSON(await failure.response.json());
      console.log("problem", failure.response.status, problem.code);
    }
  }

  const webhook = await new WebhooksApi(configuration).registerWebhook({
    registerWebhook: { url: "https://shop.invalid/hook" },
  });
  console.log("webhook", webhook.url, webhook.secret?.slice(0, 6));

  for (const json of JSON.parse(process.env.CRIER_EVENTS)) {
    const event = EventFromJSON(json);
    console.log("event", event.type, event.timestamp.getUTCFullYear());
  }
}

main();
