package io.crier.bootstrap;

/** The routes of the simulator, all below the caller's own sessions. */
final class SimulatorRoutes {

  private SimulatorRoutes() {}

  static void add() {
    Routes.foreign("PUT /simulator/sessions/{session}/faults", "session_not_found", "{}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/inbound",
        "session_not_found",
        "{\"from\":\"+966507654321\",\"body\":\"x\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/edits",
        "session_not_found",
        "{\"chat\":\"+966507654321\",\"message\":\"3A01\",\"body\":\"x\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/deletions",
        "session_not_found",
        "{\"chat\":\"+966507654321\",\"message\":\"3A01\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/votes",
        "session_not_found",
        "{\"chat\":\"+966507654321\",\"message\":\"3A01\",\"options\":[]}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/choices",
        "session_not_found",
        "{\"message\":\"3A01\",\"option\":\"yes\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/groups",
        "session_not_found",
        "{\"by\":\"+966507654321\",\"subject\":\"x\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/groups/" + Routes.GROUP + "/participants",
        "session_not_found",
        "{\"by\":\"+966507654321\",\"action\":\"add\",\"participants\":[]}");
    Routes.foreign("GET /simulator/sessions/{session}/calls", "session_not_found");
    Routes.foreign(
        "POST /simulator/sessions/{session}/calls",
        "session_not_found",
        "{\"from\":\"+966507654321\"}");
    Routes.foreign("GET /simulator/sessions/{session}/presence", "session_not_found");
    Routes.foreign(
        "POST /simulator/sessions/{session}/presence",
        "session_not_found",
        "{\"by\":\"+966507654321\",\"state\":\"typing\"}");
    Routes.foreign(
        "PUT /simulator/sessions/{session}/people/" + Routes.NUMBER + "/profile",
        "session_not_found",
        "{\"about\":\"x\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/phone/blocks",
        "session_not_found",
        "{\"contact\":\"+966507654321\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/phone/labels",
        "session_not_found",
        "{\"label\":\"4\",\"name\":\"x\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/channels", "session_not_found", "{\"name\":\"x\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/channels/" + Routes.CHANNEL + "/posts",
        "session_not_found",
        "{\"body\":\"x\"}");
    Routes.foreign("GET /simulator/sessions/{session}/phone/chats", "session_not_found");
    Routes.foreign("GET /simulator/sessions/{session}/inbox", "session_not_found");
    Routes.foreign(
        "POST /simulator/sessions/{session}/phone/chats",
        "session_not_found",
        "{\"chat\":\"+966507654321\",\"read\":true}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/phone/history",
        "session_not_found",
        "{\"messages\":[{\"message\":\"3A01\",\"chat\":\"+966507654321\",\"body\":\"x\","
            + "\"at\":\"2026-10-21T10:15:30Z\"}]}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/phone/messages",
        "session_not_found",
        "{\"to\":\"+966507654321\",\"body\":\"x\"}");
    Routes.foreign(
        "POST /simulator/sessions/{session}/scan",
        "session_not_found",
        "{\"number\":\"+966500000009\"}");
  }
}
