# The image brings Node itself, so the npm package `node` (an optional dependency) stays out.
FROM node:24-slim
WORKDIR /attache
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional
COPY src ./src
COPY briefs ./briefs
ENV NODE_ENV=production ATTACHE_DATA=/data
VOLUME ["/data", "/attache/briefs"]
RUN mkdir /data && chown node:node /data /attache/briefs
USER node
CMD ["node", "src/attache.js", "start"]
