package io.crier.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** All that is served by resources: the API under {@code /v1}, and its relatives beside it. */
@ApplicationPath("/")
public class RestApi extends Application {}
