/** People who sign in, their invitations and sign-ins. */
package io.crier.domain.users;
