/** Numbers whose holders have consented to alerts, and the codes that prove it. */
package io.crier.domain.phones;
