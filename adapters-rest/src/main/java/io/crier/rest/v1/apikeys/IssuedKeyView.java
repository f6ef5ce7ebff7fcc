package io.crier.rest.v1.apikeys;

import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new API key with its secret, which is shown only once. */
@Schema(name = "IssuedApiKey")
public record IssuedKeyView(
    @Schema(
            required = true,
            description = "the complete key, which is never shown again",
            examples = "crl_4fZq91bTq8rV2nM5xK7cW3pL6sD9gH1j")
        String key,
    @Schema(required = true) KeyView details) {

  public static IssuedKeyView of(ApiKey key, ApiKeyText text) {
    return new IssuedKeyView(text.value(), KeyView.of(key));
  }

  @Override
  public String toString() {
    return "IssuedKeyView[" + details.keyPrefix() + "…]";
  }
}
