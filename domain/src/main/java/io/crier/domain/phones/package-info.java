/** Numbers whose holders have agreed to get alerts, and the codes that prove it. */
package io.crier.domain.phones;
