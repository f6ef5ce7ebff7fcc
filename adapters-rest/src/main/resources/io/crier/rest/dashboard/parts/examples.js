/** Code that works as it stands, but for the key: with this server's address and this session. */
export function examplesFor(session, key = '$KEY') {
  const base = location.origin;
  const id = session?.id ?? 'SESSION';
  const to = '+966501234567';
  const message = (indent) => JSON.stringify({ sessionId: id, to, type: 'text', body: 'Hello from Crier' }, null, indent);
  return {
    curl: `curl ${base}/v1/messages \\
  -H "Authorization: Bearer ${key}" \\
  -H 'Content-Type: application/json' \\
  -d '${message()}'`,
    java: `var request = HttpRequest.newBuilder(URI.create("${base}/v1/messages"))
    .header("Authorization", "Bearer " + key)
    .header("Content-Type", "application/json")
    .POST(BodyPublishers.ofString("""
        ${message(2).replaceAll('\n', '\n        ')}
        """))
    .build();
var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
System.out.println(response.statusCode() + " " + response.body());`,
    javascript: `const response = await fetch('${base}/v1/messages', {
  method: 'POST',
  headers: { Authorization: \`Bearer \${key}\`, 'Content-Type': 'application/json' },
  body: JSON.stringify(${message(2).replaceAll('\n', '\n  ')}),
});
console.log(response.status, await response.json());`,
    python: `import requests

response = requests.post(
    '${base}/v1/messages',
    headers={'Authorization': f'Bearer {key}'},
    json=${message(4).replaceAll('\n', '\n    ')},
)
print(response.status_code, response.json())`,
  };
}

/** The same message in the words of the services that Crier replaces. */
export function dialects(session, key = '$KEY') {
  const base = location.origin;
  const id = session?.id ?? 'SESSION';
  const curl = (path, header, body) => `curl ${base}${path} \\
  -H "${header}" \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(body)}'`;
  return {
    wapi: curl('/wapi/api/send-message', `X-API-Key: ${key}`, { sessionId: id, to: '966501234567', message: 'Hello from Crier' }),
    wallm: curl(`/wallm/v1/sessions/${id}/messages/text`, `X-Api-Key: ${key}`, { to: '966501234567', text: 'Hello from Crier' }),
    walytic: curl('/walytic/v1/messages', `Authorization: Bearer ${key}`, { sessionId: id, to: '+966501234567', text: 'Hello from Crier' }),
    aulm: curl('/aulm/v1/messages/send-text', `Authorization: Bearer ${key}`, { session_id: id, to: '+966501234567', body: 'Hello from Crier' }),
    wallawhats: curl('/wallawhats/subscriptions', `x-api-key: ${key}`, { xUsername: 'NASA', phoneNumber: '+966501234567' }),
  };
}
