/** Users, invitations and signing in, in the API. */
package io.crier.rest.v1.users;
