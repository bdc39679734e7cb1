// Usage: node worker.mjs '{"url": "…", "calls": [{"name": "start_sync", "arguments": {…}}, …]}'
// Makes the calls one after the other, each with progress, and prints {"server", "tools", "report", "calls": [{"name", "error",
// "answer", "steps": […], "lost": …}]} as its only line of output. A call whose answer is lost, or that the worker cannot carry
// out yet, is sent again as it was. The SDK checks every answer against the tool's output schema and throws where it does not fit.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';

const options = JSON.parse(process.argv[2]);
const client = new Client({ name: 'musicsync-other-client', version: '1.0.0' });
await client.connect(new StreamableHTTPClientTransport(new URL(options.url)));
const { tools } = await client.listTools();

const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
const isOutage = (result) => result._meta?.['dev.musicsync/error']?.kind === 'upstream_unavailable';

// A stream that ends without an answer is told by nothing but the time: no call takes longer than its next step or this.
async function call({ name, arguments: args }) {
  const steps = [];
  for (let lost = 0; ; lost++) {
    try {
      const onprogress = (step) => steps.push(step.progress);
      const result = await client.callTool({ name, arguments: args }, undefined, { onprogress, timeout: 2500, resetTimeoutOnProgress: true });
      if (!isOutage(result)) {
        const error = result.isError ? result._meta['dev.musicsync/error'].kind : null;
        return { name, error, answer: result.structuredContent ?? null, steps, lost };
      }
    } catch (error) {
      // -32001: no answer in time. Any other error of the protocol is an answer.
      if (error instanceof McpError && error.code !== -32001) throw error;
    }
    await pause();
  }
}

const calls = [];
for (const wanted of options.calls) calls.push(await call(wanted));

const { contents } = await client.readResource({ uri: `musicsync://syncs/${options.sync}/report` });
const { prompts } = await client.listPrompts();
await client.close();
console.log(JSON.stringify({
  server: client.getServerVersion().name,
  tools: tools.map((tool) => tool.name),
  prompts: prompts.map((prompt) => prompt.name),
  report: JSON.parse(contents[0].text),
  calls,
}));
