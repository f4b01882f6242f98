from .natsconf import *  # noqa: F403
from .natsconf import __all__, __doc__, __version__  # noqa: F401
