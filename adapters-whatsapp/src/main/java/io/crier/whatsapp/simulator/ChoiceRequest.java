package io.crier.whatsapp.simulator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A button that somebody presses, or a row of a list that they choose. */
@Schema(name = "SimulatorChoice")
public record ChoiceRequest(
    @Schema(
            required = true,
            minLength = 1,
            maxLength = 200,
            description = "the WhatsApp id of the message with the buttons or the list",
            examples = "3EB0C431C26A1916E07E")
        String message,
    @Schema(required = true, description = "the id of the button or row", examples = "yes")
        String option,
    @Schema(
            description = "who chooses, in a group; otherwise the recipient of the message",
            examples = "+966507654321")
        String by) {}
