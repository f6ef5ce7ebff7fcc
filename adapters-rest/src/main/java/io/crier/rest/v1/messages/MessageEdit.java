package io.crier.rest.v1.messages;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a sent message says from now on. */
@Schema(name = "EditMessage")
public record MessageEdit(
    @Schema(required = true, description = "the new text or caption", examples = "أهلا, عساك بخير؟")
        String body) {}
