// What programs do with the TypeScript clients that are generated from the dialects' own documents.
import * as aulm from "./aulm";
import * as wallawhats from "./wallawhats";
import * as wallm from "./wallm";
import * as walytic from "./walytic";
import * as wapi from "./wapi";

declare const process: { env: Record<string, string> };

const { CRIER_URL: url, CRIER_KEY: key, CRIER_SESSION: session, CRIER_NUMBER: number } = process.env;
const nobody = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
const to = "+966501234567";

async function problem<T>(call: Promise<T>): Promise<any> {
  try {
    await call;
  } catch (failure: any) {
    return { status: failure.response.status, body: await failure.response.json() };
  }
}

async function main() {
  const ofAulm = new aulm.AulmApi(new aulm.Configuration({ basePath: url + "/aulm", accessToken: key }));
  console.log("aulm", (await ofAulm.getAulmSessionStatus({ id: session })).data.status);
  const unknown = await problem(ofAulm.getAulmSessionStatus({ id: nobody }));
  console.log("aulm", unknown.status, aulm.AulmErrorFromJSON(unknown.body).error.code);

  const ofWalla = new wallawhats.WallaWhatsApi(
    new wallawhats.Configuration({ basePath: url + "/wallawhats", apiKey: key }),
  );
  console.log("wallawhats", (await ofWalla.listWallaWhatsPhones()).count);
  const absent = await problem(ofWalla.deleteWallaWhatsPhone({ phoneNumber: to }));
  console.log("wallawhats", absent.status, wallawhats.WallaWhatsErrorFromJSON(absent.body).error);

  const ofWallm = new wallm.WallmApi(new wallm.Configuration({ basePath: url + "/wallm", apiKey: key }));
  const wallmNewText = { to, text: "أهلا" };
  console.log("wallm", (await ofWallm.sendWallmText({ sessionId: session, wallmNewText })).status);
  const lost = await problem(ofWallm.sendWallmText({ sessionId: nobody, wallmNewText }));
  console.log("wallm", lost.status, wallm.WallmErrorFromJSON(lost.body).error.code);

  const ofWalytic = new walytic.WalyticApi(
    new walytic.Configuration({ basePath: url + "/walytic", accessToken: key }),
  );
  const text = { sessionId: number, to: "966501234567", text: "Hi" };
  console.log("walytic", (await ofWalytic.sendWalyticMessage({ walyticNewMessage: text })).status);
  const plus = { ...text, sessionId: "+" + number };
  const wrong = await problem(ofWalytic.sendWalyticMessage({ walyticNewMessage: plus }));
  console.log("walytic", wrong.status, walytic.WalyticErrorFromJSON(wrong.body).error.code);

  const ofWapi = new wapi.WapiApi(new wapi.Configuration({ basePath: url + "/wapi", apiKey: key }));
  console.log("wapi", (await ofWapi.getWapiStatus({})).data.connected);
  const other = await problem(ofWapi.getWapiStatus({ sessionId: nobody }));
  console.log("wapi", other.status, wapi.WapiErrorFromJSON(other.body).code);
}

main();
