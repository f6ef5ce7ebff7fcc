package io.crier.rest.v1.sessions;

import static io.crier.domain.sessions.SessionProblem.NODE_NOT_FOUND;

import io.crier.application.sessions.DrainNode;
import io.crier.application.sessions.ServerNode;
import io.crier.application.sessions.ShowNodes;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Page;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The nodes that share the database, for operators. */
@Path("/v1/operator/nodes")
@Tag(name = "Operator")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OperatorNodesResource {

  @Inject ShowNodes showNodes;
  @Inject DrainNode drainNode;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listNodes",
      summary = "List the nodes of the server, by id",
      description = "Those that work, and those that did within the last seven days.")
  public Page<NodeView> list() {
    return new Page<>(showNodes.list(caller.actor()).stream().map(NodeView::of).toList(), null);
  }

  @POST
  @Path("/{id}/drain")
  @Operation(
      operationId = "drainNode",
      summary = "Let a node give up its sessions, such as before it stops",
      description =
          "Other nodes take them over, a few at a time, each between two sends. It goes on"
              + " answering requests. The last node keeps its sessions. A node that starts again is"
              + " not drained.")
  @APIResponseSchema(value = NodeView.class, responseDescription = "The node")
  @APIResponse(responseCode = "404", description = "node_not_found")
  public NodeView drain(@PathParam("id") String id) {
    return NodeView.of(drainNode.drain(caller.actor(), node(id)));
  }

  @POST
  @Path("/{id}/fill")
  @Operation(operationId = "fillNode", summary = "Let a drained node take sessions again")
  @APIResponseSchema(value = NodeView.class, responseDescription = "The node")
  @APIResponse(responseCode = "404", description = "node_not_found")
  public NodeView fill(@PathParam("id") String id) {
    return NodeView.of(drainNode.fill(caller.actor(), node(id)));
  }

  private static String node(String id) {
    return Ids.parse(id, NODE_NOT_FOUND).toString();
  }

  /** A node: one process of the server. */
  @Schema(name = "ServerNode", description = "One process of the server")
  public record NodeView(
      @Schema(
              required = true,
              description = "kept in the node's data folder",
              examples = "4b0ad1c2-7c43-4a6e-9f43-0d8a6f0c3c55")
          String id,
      @Schema(
              required = true,
              description =
                  "silent if it has not renewed its lease in time and has not said that it stops:"
                      + " other nodes take over its sessions")
          NodeState state,
      @Schema(
              required = true,
              description =
                  "whether it gives up its sessions and takes none: it is empty once it runs 0",
              examples = "false")
          boolean drained,
      @Schema(description = "the version of Crier, once the node has said it", examples = "1.2.0")
          Optional<String> version,
      @Schema(description = "when its current or last run began") Optional<Instant> startedAt,
      @Schema(
              description = "where other nodes reach it, as CRIER_NODE_ADDRESS says",
              examples = "http://10.0.0.5:9080")
          Optional<URI> address,
      @Schema(required = true, description = "when it last renewed its lease")
          Instant lastHeartbeatAt,
      @Schema(required = true, description = "the sessions that it runs", examples = "12")
          int sessions,
      @Schema(required = true, description = "of these, connected", examples = "11") int connected,
      @Schema(
              required = true,
              description =
                  "of these, unlinked, banned, outdated or replaced: they stay so until a person"
                      + " acts",
              examples = "1")
          int needSomebody) {

    static NodeView of(ServerNode node) {
      return new NodeView(
          node.id(),
          NodeState.valueOf(node.state().name()),
          node.drained(),
          node.version(),
          node.startedAt(),
          node.address(),
          node.lastHeartbeatAt(),
          node.load().sessions(),
          node.load().connected(),
          node.load().needSomebody());
    }
  }

  /** Whether a node works. */
  public enum NodeState {
    ALIVE,
    STOPPED,
    SILENT
  }
}
