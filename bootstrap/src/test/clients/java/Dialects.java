import aulm.api.AulmApi;
import aulm.model.AulmError;
import java.util.UUID;
import wallawhats.api.WallaWhatsApi;
import wallawhats.model.WallaWhatsError;
import wallm.api.WallmApi;
import wallm.model.WallmError;
import wallm.model.WallmNewText;
import walytic.api.WalyticApi;
import walytic.model.WalyticError;
import walytic.model.WalyticNewMessage;
import wapi.api.WapiApi;
import wapi.model.WapiError;

/** What programs do with the Java clients that are generated from the dialects' own documents. */
class Dialects {

  private static final String URL = System.getenv("CRIER_URL");
  private static final String KEY = System.getenv("CRIER_KEY");
  private static final UUID SESSION = UUID.fromString(System.getenv("CRIER_SESSION"));
  private static final String NUMBER = System.getenv("CRIER_NUMBER");
  private static final UUID NOBODY = UUID.fromString("01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a");
  private static final String TO = "+966501234567";

  public static void main(String[] args) throws Exception {
    aulm();
    wallaWhats();
    wallm();
    walytic();
    wapi();
  }

  private static void aulm() throws Exception {
    var client = new aulm.ApiClient();
    client.updateBaseUri(URL + "/aulm");
    client.setRequestInterceptor(it -> it.header("Authorization", "Bearer " + KEY));
    var api = new AulmApi(client);
    print("aulm", api.getAulmSessionStatus(SESSION.toString()).getData().getStatus());
    try {
      api.getAulmSessionStatus(NOBODY.toString());
    } catch (aulm.ApiException e) {
      var error = client.getObjectMapper().readValue(e.getResponseBody(), AulmError.class);
      print("aulm", e.getCode(), error.getError().getCode());
    }
  }

  private static void wallaWhats() throws Exception {
    var client = new wallawhats.ApiClient();
    client.updateBaseUri(URL + "/wallawhats");
    client.setRequestInterceptor(it -> it.header("x-api-key", KEY));
    var api = new WallaWhatsApi(client);
    print("wallawhats", api.listWallaWhatsPhones().getCount());
    try {
      api.deleteWallaWhatsPhone(TO);
    } catch (wallawhats.ApiException e) {
      var error = client.getObjectMapper().readValue(e.getResponseBody(), WallaWhatsError.class);
      print("wallawhats", e.getCode(), error.getError());
    }
  }

  private static void wallm() throws Exception {
    var client = new wallm.ApiClient();
    client.updateBaseUri(URL + "/wallm");
    client.setRequestInterceptor(it -> it.header("X-Api-Key", KEY));
    var api = new WallmApi(client);
    var text = new WallmNewText().to(TO).text("أهلا");
    print("wallm", api.sendWallmText(SESSION, text).getStatus());
    try {
      api.sendWallmText(NOBODY, text);
    } catch (wallm.ApiException e) {
      var error = client.getObjectMapper().readValue(e.getResponseBody(), WallmError.class);
      print("wallm", e.getCode(), error.getError().getCode());
    }
  }

  private static void walytic() throws Exception {
    var client = new walytic.ApiClient();
    client.updateBaseUri(URL + "/walytic");
    client.setRequestInterceptor(it -> it.header("Authorization", "Bearer " + KEY));
    var api = new WalyticApi(client);
    var text = new WalyticNewMessage().sessionId(NUMBER).to("966501234567").text("Hi");
    print("walytic", api.sendWalyticMessage(text).getStatus());
    try {
      api.sendWalyticMessage(text.sessionId("+" + NUMBER));
    } catch (walytic.ApiException e) {
      var error = client.getObjectMapper().readValue(e.getResponseBody(), WalyticError.class);
      print("walytic", e.getCode(), error.getError().getCode());
    }
  }

  private static void wapi() throws Exception {
    var client = new wapi.ApiClient();
    client.updateBaseUri(URL + "/wapi");
    client.setRequestInterceptor(it -> it.header("X-API-Key", KEY));
    var api = new WapiApi(client);
    print("wapi", api.getWapiStatus(null).getData().getConnected());
    try {
      api.getWapiStatus(NOBODY.toString());
    } catch (wapi.ApiException e) {
      var error = client.getObjectMapper().readValue(e.getResponseBody(), WapiError.class);
      print("wapi", e.getCode(), error.getCode());
    }
  }

  private static void print(Object... words) {
    var line = new StringBuilder();
    for (var word : words) {
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    System.out.println(line);
  }
}
