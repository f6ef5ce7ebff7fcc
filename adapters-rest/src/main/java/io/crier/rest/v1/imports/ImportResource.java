package io.crier.rest.v1.imports;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_NOT_FOUND;

import io.crier.application.imports.ImportAccount;
import io.crier.application.imports.ImportAccount.Outcome;
import io.crier.domain.accounts.AccountId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Idempotent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Imports what an account had at another service. */
@Path("/v1/import")
@Tag(name = "Account")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ImportResource {

  @Inject ImportAccount importAccount;
  @Inject Caller caller;

  @POST
  @Idempotent
  @Operation(
      operationId = "importAccount",
      summary = "Import keys, phones and subscriptions from another service",
      description =
          "What the account has already stays as it is, so an import can be repeated. Each entry"
              + " has a result of its own. Phones arrive verified only if an operator says so.")
  @Parameter(ref = "#/components/parameters/IdempotencyKey")
  @APIResponseSchema(
      value = ImportedView.class,
      responseDescription = "What became of each entry, in their order")
  @APIResponse(
      responseCode = "400",
      description =
          "invalid_request, invalid_phone_number, invalid_display_name, invalid_x_username or"
              + " invalid_keywords")
  @APIResponse(responseCode = "403", description = "operator_required")
  @APIResponse(responseCode = "404", description = "account_not_found")
  public ImportedView run(ImportRequest request) {
    var account =
        Optional.ofNullable(request.accountId())
            .map(id -> new AccountId(Ids.parse(id, ACCOUNT_NOT_FOUND)));
    var imported = importAccount.run(caller.actor(), account, request.entries(caller.actor()));
    return new ImportedView(
        results(request.apiKeys(), ImportRequest.KeyEntry::name, imported.keys()),
        results(request.phones(), ImportRequest.PhoneEntry::phoneNumber, imported.phones()),
        results(
            request.subscriptions(),
            ImportRequest.SubscriptionEntry::xUsername,
            imported.subscriptions()));
  }

  private static <T> List<ResultView> results(
      List<T> entries, Function<T, String> name, List<Outcome> outcomes) {
    return IntStream.range(0, outcomes.size())
        .mapToObj(i -> ResultView.of(name.apply(entries.get(i)), outcomes.get(i)))
        .toList();
  }

  /** What became of the entries. */
  @Schema(name = "ImportedAccount", description = "What became of the entries")
  public record ImportedView(
      @Schema(required = true, description = "those of apiKeys") List<ResultView> apiKeys,
      @Schema(required = true, description = "those of phones") List<ResultView> phones,
      @Schema(required = true, description = "those of subscriptions")
          List<ResultView> subscriptions) {}

  /** What became of an entry. */
  @Schema(name = "ImportResult", description = "What became of an entry")
  public record ResultView(
      @Schema(
              required = true,
              description = "the name, number or username of the entry",
              examples = "CI server")
          String name,
      @Schema(required = true) Result result,
      @Schema(
              description = "a new API key, which is never shown again",
              examples = "crl_4fZq91bTq8rV2nM5xK7cW3pL6sD9gH1j")
          Optional<String> key,
      @Schema(description = "why it was not imported", examples = "phone_limit_reached")
          Optional<String> code) {

    static ResultView of(String name, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Created created ->
            new ResultView(
                name,
                Result.CREATED,
                created.key().map(issued -> issued.text().value()),
                Optional.empty());
        case Outcome.Existing existing ->
            new ResultView(name, Result.EXISTING, Optional.empty(), Optional.empty());
        case Outcome.NotImported not ->
            new ResultView(
                name, Result.REFUSED, Optional.empty(), Optional.of(not.why().problem().code()));
      };
    }

    @Override
    public String toString() {
      return "ResultView[" + name + ", " + result + "]";
    }
  }

  /** Whether an entry was imported. */
  @Schema(name = "ImportOutcome", description = "whether an entry was imported")
  public enum Result {
    CREATED,
    EXISTING,
    REFUSED
  }
}
