/** Signing in at an OpenID Connect provider. */
package io.crier.rest.openid;
