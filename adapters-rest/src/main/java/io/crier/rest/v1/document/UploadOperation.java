package io.crier.rest.v1.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Describes the sending of a message with its file by what it shares with that of a message. */
final class UploadOperation {

  private UploadOperation() {}

  static void complete(Map<String, PathItem> paths) {
    var send = paths.get("/v1/messages").getPOST();
    var upload = paths.get("/v1/messages/upload").getPOST();
    var responses = OASFactory.createAPIResponses();
    responses.setAPIResponses(new LinkedHashMap<>(send.getResponses().getAPIResponses()));
    upload.parameters(new ArrayList<>(send.getParameters())).responses(responses);
  }
}
