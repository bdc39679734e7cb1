// Usage: node client.mjs '{"transport": "http" | "sse", "url": "…", "headers": {…}}'
//        node client.mjs '{"transport": "stdio", "command": "…", "args": […], "env": {…}}'
// Lists the tools, calls each, and prints {"server", "tools", "called": {tool: isError}, "error": …} as its only line of output.
// The SDK checks every structured result against the tool's output schema and throws where it does not fit.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const options = JSON.parse(process.argv[2]);
const requestInit = { headers: options.headers };

const transports = {
  http: () => new StreamableHTTPClientTransport(new URL(options.url), { requestInit }),
  sse: () => new SSEClientTransport(new URL(options.url), { requestInit }),
  stdio: () => new StdioClientTransport({ command: options.command, args: options.args, env: options.env, stderr: 'ignore' }),
};

const client = new Client({ name: 'musicsync-other-client', version: '1.0.0' });
await client.connect(transports[options.transport]());

const { tools } = await client.listTools();
const called = {};

async function call(name, args) {
  const result = await client.callTool({ name, arguments: args });
  called[name] = result.isError === true;
  return result.isError ? result : result.structuredContent;
}

const { tracks } = await call('search_tracks', { query: options.query });
await call('get_track', { trackId: tracks[0].id });
await call('get_album', { albumId: options.album });
const playlist = await call('create_playlist', { name: `Made over ${options.transport}` });
await call('add_to_playlist', { playlistId: playlist.id, uris: [tracks[0].uri] });
await call('get_playlist', { playlistId: playlist.url });
const { items } = await call('get_playlist_items', { playlistId: playlist.id });
await call('list_playlists', {});
await call('reorder_playlist_items', { playlistId: playlist.id, rangeStart: 0, insertBefore: 1 });
await call('remove_from_playlist', { playlistId: playlist.id, uris: [items[0].uri] });
await call('get_user_profile', {});

const refused = await client.callTool({ name: 'get_track', arguments: {} });
const result = {
  server: client.getServerVersion().name,
  tools: tools.map((tool) => tool.name),
  called,
  read: items.map((item) => item.uri),
  wanted: [tracks[0].uri],
  error: refused._meta['dev.musicsync/error'].kind,
};

await client.close();
console.log(JSON.stringify(result));
