package io.crier.whatsapp.simulator;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A vote in a poll. */
@Schema(name = "SimulatorVote")
public record VoteRequest(
    @Schema(
            required = true,
            description = "whose chat with the session it is",
            examples = "+966507654321")
        String chat,
    @Schema(
            required = true,
            minLength = 1,
            maxLength = 200,
            description = "the WhatsApp id of the poll",
            examples = "3EB0C431C26A1916E07E")
        String message,
    @Schema(
            description = "whether the session sent it; otherwise it received it",
            defaultValue = "false")
        Boolean fromMe,
    @Schema(
            description = "who votes, in a group; otherwise the other side of the chat",
            examples = "+966507654321")
        String voter,
    @Schema(
            required = true,
            description = "all that they choose; empty takes their votes back",
            examples = "[\"Tea\"]")
        List<String> options) {}
