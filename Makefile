# Two commands: make run, make test. Both work on a bare machine with Python 3.11 or newer.
.PHONY: run test faults prod-smoke bench lint clean

run: ## the shop with its demo data on http://127.0.0.1:8000 (PORT= chooses another)
	@bin/venv
	@exec .venv/bin/python -m omni.lib.supervisor

test: ## lint and the whole suite, browser journeys included
	@bin/venv
	@bin/lint
	@OMNI_CHROMIUM=$$(bin/chromium) && export OMNI_CHROMIUM && \
	    exec .venv/bin/python -m omni.lib.embedded.testing suite

faults: ## races, kills and outages with their full counts; leaves its report in docs/faults.md
	@bin/venv
	@rm -rf var/faults
	@OMNI_ROUNDS=$${OMNI_ROUNDS:-full} exec .venv/bin/python -m omni.lib.embedded.testing \
	    pytest --create-db -p tests.faults.report --faults-report docs/faults.md \
	    tests/faults $$(grep -rl 'from tests.races import' tests --include='test_*.py' \
	    | grep -v '^tests/faults/')

prod-smoke: ## a whole production house with a proxy, without containers, walked through
	@bin/venv
	@exec .venv/bin/python -m tests.smoke

bench: ## every figure beside its limit (ONLY=name for one, PEERS=1 with django-oscar beside it)
	@bin/venv
	@exec .venv/bin/python -m bench

lint:
	@bin/venv
	@bin/lint

clean: ## forgets the embedded databases and everything else under var/
	@bin/venv
	@exec .venv/bin/python -m omni.lib.embedded.clean
