"""Settings of all tests."""

from hypothesis import HealthCheck, settings

# A machine at work on other things is slow: no test of a property fails for that.
settings.register_profile("any_machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any_machine")
